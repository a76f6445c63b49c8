package dev.normc.mavenplugin;

import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;

/** Makes Java sources for the tests of the programs under {@code src/test/norm}, one class for each norm. */
@Mojo(name = "generate-test", defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES, threadSafe = true)
public final class GenerateTestMojo extends GenerationMojo {

    /** The folder of the programs, {@code *.norm}; a folder in it is the package of the classes. */
    @Parameter(defaultValue = "${project.basedir}/src/test/norm")
    @SuppressWarnings("NullAway.Init") // by Maven
    private File sourceDirectory;

    /** The folder that the sources are written to, which becomes one of those of the tests. */
    @Parameter(defaultValue = "${project.build.directory}/generated-test-sources/norm")
    @SuppressWarnings("NullAway.Init") // by Maven
    private File outputDirectory;

    @Inject
    public GenerateTestMojo(BuildContext buildContext) {
        super(buildContext);
    }

    @Override
    File sourceDirectory() {
        return sourceDirectory;
    }

    @Override
    File outputDirectory() {
        return outputDirectory;
    }

    @Override
    void addSourceRoot(MavenProject project, String root) {
        project.addTestCompileSourceRoot(root);
    }
}
