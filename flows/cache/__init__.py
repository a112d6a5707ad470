"""The cache: records of pages that earlier builds read, so that a build reads only what is new to it.

It can be removed at any time: all in it can be read again, and a release does not depend on it.
"""
