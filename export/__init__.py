"""Export: what is taken away of a view. Each format is a function from data set and view to bytes."""
