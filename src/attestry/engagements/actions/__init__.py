"""Acts on engagements: planning, staffing, independence, moving on, renewing."""
