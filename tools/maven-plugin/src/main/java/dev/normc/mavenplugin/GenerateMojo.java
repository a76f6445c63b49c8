package dev.normc.mavenplugin;

import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;

/** Makes Java sources of the programs under {@code src/main/norm}, one class for each norm. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends GenerationMojo {

    /** The folder of the programs, {@code *.norm}; a folder in it is the package of the classes. */
    @Parameter(defaultValue = "${project.basedir}/src/main/norm")
    @SuppressWarnings("NullAway.Init") // by Maven
    private File sourceDirectory;

    /** The folder that the sources are written to, which becomes one of the project's source folders. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/norm")
    @SuppressWarnings("NullAway.Init") // by Maven
    private File outputDirectory;

    @Inject
    public GenerateMojo(BuildContext buildContext) {
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
        project.addCompileSourceRoot(root);
    }
}
