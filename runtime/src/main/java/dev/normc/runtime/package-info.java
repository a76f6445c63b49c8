/**
 * From generated source to calls: kernels are loaded, cached, bound to sizes and run here, on arrays and workspaces
 * that the caller owns. The gradient check and the reference interpreter have their front door here too. Nothing here
 * decides what a kernel computes, and no kernel allocates.
 */
@NullMarked
package dev.normc.runtime;

import org.jspecify.annotations.NullMarked;
