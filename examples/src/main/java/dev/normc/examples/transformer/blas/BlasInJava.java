package dev.normc.examples.transformer.blas;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** Netlib's BLAS in Java: with vectors where the JVM has the module {@code jdk.incubator.vector}, else plain. */
public final class BlasInJava {

    private static final String PACKAGE = "dev.ludovic.netlib.blas.";

    /** Best first; the last needs nothing but the JDK. */
    static final List<String> IMPLEMENTATIONS = List.of("VectorBLAS", "Java11BLAS");

    private BlasInJava() {}

    /**
     * The best implementation that this JVM can run. Its results depend on the length of the processor's vectors, since
     * that decides the order of its sums: the same bits everywhere are not to be had of it, the same on one machine
     * are.
     *
     * <p>{@link JavaBLAS#getInstance} has the same object to offer, but first unpacks a native library to a temporary
     * file, loads it, and warns on stderr when that fails, as it does wherever no other BLAS is installed. From JDK 24
     * on the JVM warns, too. So this asks the implementations themselves.
     */
    public static JavaBLAS find() {
        for (String implementation : IMPLEMENTATIONS.subList(0, IMPLEMENTATIONS.size() - 1)) {
            try {
                return instance(implementation);
            } catch (LinkageError withoutModule) {
                // The next one needs less.
            }
        }
        return instance(IMPLEMENTATIONS.get(IMPLEMENTATIONS.size() - 1));
    }

    static JavaBLAS instance(String implementation) {
        try {
            Method method = Class.forName(PACKAGE + implementation).getDeclaredMethod("getInstance");
            // The class is package-private, its method public.
            method.setAccessible(true);
            return (JavaBLAS) method.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof LinkageError error) {
                throw error;
            }
            throw new IllegalStateException("netlib's " + implementation + " did not start", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this netlib has no " + implementation + " as we know it", e);
        }
    }
}
