"""Pages of deviations: the firm's, management's, and the one of events that both see."""
