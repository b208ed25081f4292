/** Proofs about the dates of certificates, with real handshakes. */
@NullMarked
package io.domicile.it.certificate;

import org.jspecify.annotations.NullMarked;
