"""Pictures of the demonstration medicines, drawn from their facts: the same facts give the same bytes."""
