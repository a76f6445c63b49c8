String log = new File(basedir, "build.log").text.replace("\r\n", "\n")
File folder = new File(basedir, "src/main/norm/com/acme").canonicalFile
assert log.contains("[ERROR] ${folder}${File.separator}Misspelt.norm:[3,16] unknown name `sigmma`\n" +
        "  3 |     return x / sigmma\n" +
        "    |                ^^^^^^\n" +
        "  hint: did you mean `sigma`?\n")
assert log.contains("[ERROR] ${folder}${File.separator}Twofold.norm:[3,5] ")
assert log.contains("[ERROR] ${folder}${File.separator}Twofold.norm:[4,24] ")
assert log.contains("[WARNING] ${folder}${File.separator}Sound.norm:[2,")
assert log.contains("normc found 3 errors and 1 warning; nothing was written.")
assert !new File(basedir, "target/generated-sources").exists()
assert !new File(basedir, "target/normc").exists()
