from webhooks.admin import deliveries, webhooks  # noqa: F401  registers them
