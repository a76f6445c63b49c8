/** A project that calls classes generated from its programs. */
package com.acme;
