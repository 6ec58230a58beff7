"""Raw values become clean ones, once, before the model; every change is reported."""
