"""What `exporters.api` is made of: values that a program hands over, and what it gets back."""
