/** Proofs that services and tools need the planned ACLs and no others. */
@NullMarked
package io.domicile.it.acl;

import org.jspecify.annotations.NullMarked;
