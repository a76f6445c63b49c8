assert new File(basedir, "target/surefire-reports/TEST-com.acme.ReplacedTest.xml").text.contains('tests="3"')
