/** Norms as other projects write them, each with the generated one that takes its place. */
package com.acme;
