/** Put in by the build: the version of package.json. */
declare const MORPHOSCOPE_VERSION: string;
/** Put in by the build: a hash of its sources. */
declare const MORPHOSCOPE_BUILD: string;
