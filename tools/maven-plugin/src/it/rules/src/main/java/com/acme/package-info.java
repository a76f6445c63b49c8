/** A project whose programs have settings of their own. */
package com.acme;
