List<String> said = new File(basedir, "build.log").readLines().findAll { it =~ /normc wrote|Nothing to compile|Compiling \d/ }
        .collect { it.replaceFirst(/^\[INFO\] /, "").replaceFirst(/ with javac.*/, "").replaceFirst(/ - .*/, "") }
assert said == [
    "normc wrote 2 files, kept 0, deleted 0.",
    "Compiling 2 source files",
    "normc wrote 0 files, kept 2, deleted 0.",
    "Nothing to compile",
    "normc wrote 1 file, kept 1, deleted 0.",
    "Compiling 2 source files",
]
