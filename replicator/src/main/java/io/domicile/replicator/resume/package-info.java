/** A person's decision where a lane goes on: it is written into the ledger, and the link follows it. */
@NullMarked
package io.domicile.replicator.resume;

import org.jspecify.annotations.NullMarked;
