"""Rules about RSS documents that are podcasts, by what Apple Podcasts and PSP-1 ask of them."""
