/** The language server, driven over its protocol as an editor drives it. */
@NullMarked
package dev.normc.lsp;

import org.jspecify.annotations.NullMarked;
