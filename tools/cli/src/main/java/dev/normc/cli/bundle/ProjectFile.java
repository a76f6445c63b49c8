package dev.normc.cli.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Writes the Maven project of a bundle. */
final class ProjectFile {

    private static final String FILE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- Made by normc. This project may be used freely, under any terms. -->
            <project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                     xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
              <modelVersion>4.0.0</modelVersion>

              <groupId>@GROUP@</groupId>
              <artifactId>@ARTIFACT@</artifactId>
              <version>1.0.0</version>

              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.outputTimestamp>2025-01-01T00:00:00Z</project.build.outputTimestamp>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                <!-- What the benchmark gets behind its name: mvn ... -Djmh="-f 1 -wi 3 -i 3" -->
                <jmh/>
              </properties>

              <dependencies>
                <dependency>
                  <groupId>org.junit.jupiter</groupId>
                  <artifactId>junit-jupiter</artifactId>
                  <version>@JUNIT@</version>
                  <scope>test</scope>
                </dependency>
                <dependency>
                  <groupId>org.openjdk.jmh</groupId>
                  <artifactId>jmh-core</artifactId>
                  <version>@JMH@</version>
                  <scope>test</scope>
                </dependency>
              </dependencies>

              <build>
                <plugins>
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>@COMPILER@</version>
                    <configuration>
            @MODULES@          <annotationProcessorPaths>
                        <path>
                          <groupId>org.openjdk.jmh</groupId>
                          <artifactId>jmh-generator-annprocess</artifactId>
                          <version>@JMH@</version>
                        </path>
                      </annotationProcessorPaths>
                    </configuration>
                  </plugin>
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-surefire-plugin</artifactId>
                    <version>@SUREFIRE@</version>@ARGUMENTS@
                  </plugin>
                  <plugin>
                    <groupId>org.codehaus.mojo</groupId>
                    <artifactId>exec-maven-plugin</artifactId>
                    <version>@EXEC@</version>
                    <configuration>
                      <executable>java</executable>
                      <classpathScope>test</classpathScope>
                      <commandlineArgs>-classpath %classpath org.openjdk.jmh.Main @NAME@ ${jmh}</commandlineArgs>
                    </configuration>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    /** With --release javac sees no module that is not of the standard, so the source and the target are said. */
    private static final String MODULES = """
                      <source>17</source>
                      <target>17</target>
                      <compilerArgs>
                        <arg>--add-modules</arg>
                        <arg>jdk.incubator.vector</arg>
                      </compilerArgs>
            """;

    private static final String ARGUMENTS = """

                    <configuration>
                      <argLine>--add-modules jdk.incubator.vector</argLine>
                    </configuration>""";

    private ProjectFile() {}

    /** The text of the {@code pom.xml} for a class {@code kernels} of {@code packageName}. */
    static String text(String packageName, String kernels, boolean vector) {
        Properties versions = versions();
        return Texts.filled(
                vector ? FILE.replace("    <maven.compiler.release>17</maven.compiler.release>\n", "") : FILE,
                Map.of(
                        "GROUP", packageName,
                        "ARTIFACT", kernels.toLowerCase(Locale.ROOT),
                        "NAME", kernels + "Benchmark",
                        "JUNIT", versions.getProperty("junit"),
                        "JMH", versions.getProperty("jmh"),
                        "COMPILER", versions.getProperty("compiler"),
                        "SUREFIRE", versions.getProperty("surefire"),
                        "EXEC", versions.getProperty("exec"),
                        "MODULES", vector ? MODULES : "",
                        "ARGUMENTS", vector ? ARGUMENTS : ""));
    }

    /** The version of normc. */
    static String version() {
        return versions().getProperty("normc");
    }

    /** What the build of normc says, of itself and of the libraries that its own tests use. */
    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream file = ProjectFile.class.getResourceAsStream("versions.properties")) {
            versions.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return versions;
    }
}
