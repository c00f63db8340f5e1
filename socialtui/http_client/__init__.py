"""Decides how the wire is spoken to: time limits, budgets, redirects, and which trouble an answer is."""

import socialtui.http_client.spare  # noqa: F401  before anything else loads httpx
from socialtui.http_client.answer import Answer, ServerEvent
from socialtui.http_client.client import HttpClient, Params
from socialtui.http_client.governor import retry_after
from socialtui.http_client.reach import Reach

__all__ = ["Answer", "HttpClient", "Params", "Reach", "ServerEvent", "retry_after"]
