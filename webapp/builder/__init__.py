"""Makes of ``webapp/`` what browsers are given: compiled, checked, named by content and compressed, once.

``python -m webapp.builder`` writes ``build/webapp``; the wheel gets the same by ``hatch_build.py``. Nothing here is
needed to serve: V8 and the compressors are tools of the build.
"""
