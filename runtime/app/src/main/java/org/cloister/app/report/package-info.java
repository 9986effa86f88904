/** What a run leaves for people: {@code report.html} of the job and of each site, with charts. */
@NullMarked
package org.cloister.app.report;

import org.jspecify.annotations.NullMarked;
