"""Judge feeds that anybody wrote: recognise a document by its content, and apply every rule about its kind.

Programs call `exporters.api.lint`.
"""
