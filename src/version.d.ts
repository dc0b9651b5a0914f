/** Put in by the build: the version of package.json. */
declare const MORPHOSCOPE_VERSION: string;
