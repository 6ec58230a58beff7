"""WebSub: hubs are told which published feeds changed. Spec: https://www.w3.org/TR/websub/ (W3C Recommendation)."""
