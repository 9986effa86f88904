package org.cloister.app.report;

/**
 * A recorded run, put together once for all its reports.
 *
 * @param recorded the files
 * @param story the history
 * @param participation who counted when
 * @param curves the values by round
 */
record Told(Recorded recorded, Story story, Participation participation, Curves curves) {

  static Told of(Recorded recorded) {
    Story story = Story.of(recorded.history());
    return new Told(
        recorded,
        story,
        Participation.of(recorded.run().sites(), story),
        Curves.of(story, recorded.run().sites()));
  }
}
