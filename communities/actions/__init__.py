from communities.actions.steering import community_to_steer

__all__ = ("community_to_steer",)
