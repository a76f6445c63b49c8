package dev.normc.runtime;

import dev.normc.compiler.emit.EmittedNorm;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The methods of a loaded class: each takes one array of its arguments, so that a call allocates nothing. */
record KernelHandles(
        EmittedNorm.Entry entry,
        MethodHandle newWorkspace,
        Optional<MethodHandle> share,
        MethodHandle forward,
        MethodHandle backward) {

    static KernelHandles of(Class<?> type, EmittedNorm.Entry entry) {
        try {
            Class<?> workspace = Class.forName(type.getName() + "$" + entry.workspace(), true, type.getClassLoader());
            Constructor<?> constructor = workspace.getConstructors()[0];
            MethodHandle created = MethodHandles.publicLookup().unreflectConstructor(constructor);
            return new KernelHandles(
                    entry, created, share(workspace), spread(type, entry.forward()), spread(type, entry.backward()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a fault of normc, please report it: " + type + " lacks a kernel", e);
        }
    }

    /** The method that takes a pool; none where no loop can be shared. */
    private static Optional<MethodHandle> share(Class<?> workspace) throws IllegalAccessException {
        Optional<Method> method = Arrays.stream(workspace.getMethods())
                .filter(candidate -> candidate.getName().equals("share"))
                .findFirst();
        return method.isEmpty()
                ? Optional.empty()
                : Optional.of(MethodHandles.publicLookup().unreflect(method.get()));
    }

    private static MethodHandle spread(Class<?> type, EmittedNorm.Method emitted) throws IllegalAccessException {
        int arrays = emitted.packed() ? 1 : emitted.parameters().size();
        Method method = Arrays.stream(type.getMethods())
                .filter(candidate -> candidate.getName().equals(emitted.name()))
                .filter(candidate -> takesArrays(candidate, arrays))
                .findFirst()
                .orElseThrow();
        MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
        int count = method.getParameterCount();
        return handle.asType(MethodType.genericMethodType(count).changeReturnType(void.class))
                .asSpreader(Object[].class, count);
    }

    /** Whether it is the method for whole arrays, {@code count} of them, and a workspace: overloads are not called. */
    private static boolean takesArrays(Method method, int count) {
        Class<?>[] types = method.getParameterTypes();
        return types.length == count + 1 && Arrays.stream(types, 0, count).allMatch(Class::isArray);
    }

    Object newWorkspace(List<Integer> sizes) {
        return invoked(newWorkspace, sizes);
    }

    /** A workspace whose calls {@code threads} share, as far as there is anything to share. */
    Object newWorkspace(List<Integer> sizes, Threads threads) {
        Object workspace = newWorkspace(sizes);
        share.ifPresent(method ->
                invoked(method, List.of(workspace, threads.executor(), threads.count(), threads.fewestElements())));
        return workspace;
    }

    private static Object invoked(MethodHandle method, List<?> arguments) {
        try {
            return method.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static void call(MethodHandle kernel, Object[] arguments) {
        try {
            kernel.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
