/** What the router counts. No meter carries an organization, a device or a key. */
@NullMarked
package io.domicile.router.metrics;

import org.jspecify.annotations.NullMarked;
