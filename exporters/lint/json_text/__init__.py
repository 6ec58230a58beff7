"""Read JSON that anybody wrote: each problem of its syntax, and the place of each value."""
