"""Services that are no network: nobody speaks to us there. They count a site's visitors, or give a second opinion.

A room of its own beside the networks, so that what is asked of every network isn't asked of these.
"""
