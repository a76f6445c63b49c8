package dev.normc.examples.transformer.blas;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** Netlib's BLAS in Java: with vectors where that is sound, else plain. */
public final class BlasInJava {

    private static final String PACKAGE = "dev.ludovic.netlib.blas.";

    /** Best first; the last needs nothing but the JDK. */
    static final List<String> IMPLEMENTATIONS = List.of("VectorBLAS", "Java11BLAS");

    /**
     * From this version on HotSpot's compiler may add the lanes of a vector in an order of its own where a program asks
     * for their sum; the interpreter has always added one after the other. Netlib's products with vectors are made of
     * such sums. On JDK 25 a product has other bits once it is compiled, on JDK 17 it has the same: a test tells.
     */
    private static final int UNORDERED_SUMS = 23;

    private BlasInJava() {}

    /**
     * The best implementation that this JVM can run and that gives the same product the same bits, compiled or not:
     * with vectors before JDK 23, where the module is there, else plain Java, which takes about twice the time. Which
     * bits these are depends on the implementation and with vectors on their length, so that they are the same on one
     * machine and not everywhere.
     *
     * <p>{@link JavaBLAS#getInstance} has the same objects to offer, but first unpacks a native library to a temporary
     * file, loads it, and warns on stderr when that fails, as it does wherever no other BLAS is installed. From JDK 24
     * on the JVM warns, too. So this asks the implementations themselves.
     */
    public static JavaBLAS find() {
        boolean ordered = Runtime.version().feature() < UNORDERED_SUMS;
        for (String implementation : IMPLEMENTATIONS.subList(ordered ? 0 : 1, IMPLEMENTATIONS.size() - 1)) {
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
