#!/bin/sh
# An executable that can be started where VS Code's is expected. COMETCHAT_TEST_NODE names a Node 24.
exec "${COMETCHAT_TEST_NODE:-node}" --disable-warning=MODULE_TYPELESS_PACKAGE_JSON \
  --disable-warning=ExperimentalWarning "$(dirname "$0")/standIn.ts" "$@"
