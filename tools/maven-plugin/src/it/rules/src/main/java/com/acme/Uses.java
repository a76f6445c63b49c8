package com.acme;

import com.acme.heads.Leaky;
import com.acme.layers.Centred;
import com.acme.layers.Scaled768;
import com.acme.layers.Scaled768Vector;

/** Compiles only if every class has the package, the name, the type, the sizes and the methods that the POM asks for. */
public final class Uses {

    private Uses() {}

    /** A size is fixed; two targets. */
    public static void scaled(float[] x, float[] gamma, float[] y, int n) {
        Scaled768.forward(x, gamma, y, new Scaled768.Workspace(n));
        Scaled768Vector.forward(x, gamma, y, new Scaled768Vector.Workspace(n));
    }

    /** Shared by threads. */
    public static void centred(float[] x, float[] y, int n, int c) {
        Centred.Workspace workspace = new Centred.Workspace(n, c);
        workspace.share(Runnable::run, 2, 1);
        Centred.forward(x, y, workspace);
    }

    /** In double. */
    public static double leaky(double x) {
        double[] y = new double[1];
        Leaky.forward(new double[] {x}, y, new Leaky.Workspace(1, 1));
        return y[0];
    }
}
