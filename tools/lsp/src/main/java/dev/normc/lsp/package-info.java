/**
 * The language server: messages of the Language Server Protocol come in from an editor, what normc knows of the open
 * programs goes out: errors and advice, hovers with axes and derived gradients, definitions, completion, layout. It
 * asks the language and the compiler and shows what they answer; nothing is checked or derived here. No text of a user
 * ends the server, and neither does a fault of normc. Start reading at {@link dev.normc.lsp.LanguageServing}.
 */
@NullMarked
package dev.normc.lsp;

import org.jspecify.annotations.NullMarked;
