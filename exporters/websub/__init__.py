"""WebSub: tell hubs which published feeds have changed."""
