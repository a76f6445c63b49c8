File log = new File(basedir, "build.log")
assert log.text.contains("normc wrote 2 files, kept 0, deleted 0.")
assert new File(basedir, "target/surefire-reports/TEST-com.acme.ModelTest.xml").text.contains('tests="2"')
