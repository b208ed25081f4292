/** What a region knows of an organization: its policy, or why there is none to rely on. */
@NullMarked
package io.domicile.residency.policy;

import org.jspecify.annotations.NullMarked;
