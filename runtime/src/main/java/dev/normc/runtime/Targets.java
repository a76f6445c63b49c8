package dev.normc.runtime;

import dev.normc.compiler.loop.KernelTarget;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which kernels run here, and which of them run fastest. */
public final class Targets {

    /** The system property that names the target to take where options name none. */
    public static final String PROPERTY = "normc.target";

    /** The environment variable that does so where the property is not set. */
    public static final String VARIABLE = "NORMC_TARGET";

    private Targets() {}

    /** Whether the module of vectors is there: {@code --add-modules jdk.incubator.vector} says so to Java. */
    public static boolean hasVectors() {
        return ModuleLayer.boot().findModule(ClassLoading.VECTORS).isPresent();
    }

    /**
     * The target that the system property {@value #PROPERTY} or the variable {@value #VARIABLE} names, else vectors if
     * their module is there, else plain Java.
     *
     * @throws IllegalArgumentException if what they name is no target, or needs the module, which is not there
     */
    public static KernelTarget best() {
        return said(PROPERTY, System.getProperty(PROPERTY))
                .or(() -> said(VARIABLE, System.getenv(VARIABLE)))
                .orElse(hasVectors() ? KernelTarget.VECTOR : KernelTarget.SCALAR);
    }

    private static Optional<KernelTarget> said(String where, @Nullable String name) {
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        Optional<KernelTarget> target = KernelTarget.named(name.strip());
        if (target.isEmpty()) {
            String all = Arrays.stream(KernelTarget.values())
                    .map(KernelTarget::toString)
                    .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(where + " is " + name + ", which is no target: expected one of " + all);
        }
        if (target.get().isVector() && !hasVectors()) {
            throw new IllegalArgumentException(where + " is " + name + ", which " + missing());
        }
        return target;
    }

    private static String missing() {
        return "needs a module that this Java was started without: --add-modules " + ClassLoading.VECTORS;
    }

    /** {@link #best}, said once per JVM: by the logger of this class, at the level INFO. */
    static KernelTarget chosen() {
        KernelTarget best = best();
        Announcement.make();
        return best;
    }

    /** Java initialises a class once, whoever asks first and from however many threads: a switch without a variable. */
    private static final class Announcement {

        static {
            System.getLogger(Targets.class.getName()).log(System.Logger.Level.INFO, description(best()));
        }

        private Announcement() {}

        /** Makes it, unless it has been made. */
        static void make() {}
    }

    /** What is said once of the target that was taken. */
    static String description(KernelTarget target) {
        if (target.isVector()) {
            return "kernels use jdk.incubator.vector (target " + target + ")";
        }
        return hasVectors()
                ? "kernels are plain Java (target scalar)"
                : "kernels are plain Java: for faster ones with the same bits, start Java with --add-modules "
                        + ClassLoading.VECTORS;
    }

    /**
     * Makes sure that kernels for {@code target} run here.
     *
     * @throws IllegalArgumentException if they need the module of vectors and it is not there
     */
    public static void require(KernelTarget target) {
        if (target.isVector() && !hasVectors()) {
            throw new IllegalArgumentException("the target " + target + " " + missing());
        }
    }
}
