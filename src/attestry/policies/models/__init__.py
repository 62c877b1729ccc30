"""Tables of policies, in the order in which they come to be."""

from __future__ import annotations

from attestry.policies.models.acknowledgement import Acknowledgement
from attestry.policies.models.policy import Policy, PolicyReview
from attestry.policies.models.template import PolicyTemplate
from attestry.policies.models.version import Approval, PolicyVersion

__all__ = ["Acknowledgement", "Approval", "Policy", "PolicyReview", "PolicyTemplate", "PolicyVersion"]
