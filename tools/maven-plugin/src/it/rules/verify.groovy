String log = new File(basedir, "build.log").text
assert log.contains("normc wrote 4 files, kept 0, deleted 0.")
assert log.contains("normc wrote 1 file, kept 0, deleted 0.")
assert new File(basedir, "target/surefire-reports/TEST-com.acme.UsesTest.xml").text.contains('tests="1"')
assert new File(basedir, "target/generated-sources/norm/com/acme/layers/Scaled768Vector.java").file
assert new File(basedir, "target/generated-test-sources/norm/com/acme/Doubled.java").file
