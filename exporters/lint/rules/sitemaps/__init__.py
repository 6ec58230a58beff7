"""Rules about sitemaps and indexes of sitemaps, with Google's news, images, videos and languages."""
