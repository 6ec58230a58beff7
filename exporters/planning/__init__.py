"""What publishing would mean for those who subscribe: published documents are read, compared and told of."""
