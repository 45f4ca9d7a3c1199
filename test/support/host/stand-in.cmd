@"%COMETCHAT_TEST_NODE%" --disable-warning=MODULE_TYPELESS_PACKAGE_JSON --disable-warning=ExperimentalWarning "%~dp0standIn.ts" %*
