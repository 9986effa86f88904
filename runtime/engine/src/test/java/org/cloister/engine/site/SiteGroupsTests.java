package org.cloister.engine.site;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupCommitment;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.engine.groups.GroupOpening;
import org.cloister.model.Bytes;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.junit.jupiter.api.Test;

/**
 * A coordinator that lies while groups are drawn, with all other sites on its side. Each attack is
 * refused by one check, and works on a site that lacks it.
 */
class SiteGroupsTests {
  private static final List<String> SITES = DrawLab.SITES;
  private static final List<String> SEVEN = SITES.subList(0, 7);
  private static final List<String> SIX = SITES.subList(0, 6);
  private static final List<String> FIVE = SITES.subList(0, 5);

  /** The attack is refused with DRAW_INVALID; {@code without} lacks the check, and it works. */
  private static void refused(GroupChecks without, Consumer<DrawLab> attack) {
    CloisterException refused =
        assertThrows(CloisterException.class, () -> attack.accept(new DrawLab(new GroupChecks())));
    assertEquals(ErrorCode.DRAW_INVALID, refused.code());
    assertDoesNotThrow(() -> attack.accept(new DrawLab(without)));
  }

  @Test
  void draw_asItShouldBe_isTakenAndKeptOverARestart() {
    DrawLab lab = new DrawLab(new GroupChecks());
    GroupDraw draw = lab.drawn();
    assertEquals(SITES, draw.sites());
    Message.GroupOpenings again = DrawLab.openings(0, SITES, lab.untilOpened(0, SITES), 0);
    assertTrue(lab.site().answer(again).isEmpty());
    lab.restart();
    assertTrue(lab.site().answer(again).isEmpty());
    assertEquals(Optional.of(draw), lab.known());
  }

  @Test
  void draw_twoSites_openDifferently() {
    Set<Bytes> openings = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      openings.add(new DrawLab(new GroupChecks()).untilOpened(0, SITES));
    }
    assertEquals(50, openings.size());
  }

  @Test
  void call_askedAgainAlsoAfterARestart_isAnsweredTheSame() {
    DrawLab lab = new DrawLab(new GroupChecks());
    Digest first = lab.committed(0, SITES);
    lab.restart();
    assertEquals(first, lab.committed(0, SITES));
    Bytes opening = lab.opened(lab.roll(0, SITES, first, 0));
    lab.restart();
    assertEquals(opening, lab.opened(lab.roll(0, SITES, first, 0)));
  }

  /** All of a draw is the coordinator's choice if the honest site's part is. */
  @Test
  void ownCommitmentSwapped_isRefused() {
    Bytes forged = DrawLab.chosen("a", 0);
    refused(
        new GroupChecks() {
          @Override
          void own(GroupCommitment mine, Message.GroupRoll roll) {}
        },
        lab -> {
          lab.committed(0, SITES);
          lab.opened(lab.roll(0, SITES, GroupCommitment.to(lab.job, 0, "a", forged).value(), 0));
          lab.site().answer(DrawLab.openings(0, SITES, forged, 0));
          GroupDraw foreseen =
              GroupDraw.of(
                  lab.job,
                  0,
                  lab.roll(0, SITES, GroupCommitment.to(lab.job, 0, "a", forged).value(), 0)
                      .commitments(),
                  DrawLab.openings(0, SITES, forged, 0).openings());
          assertEquals(Optional.of(foreseen), lab.known());
        });
  }

  /** The opening is known after the first list, and the second is made to suit it. */
  @Test
  void secondListOfAnAttempt_isRefused() {
    refused(
        new GroupChecks() {
          @Override
          void sameRoll(Message.GroupRoll before, Message.GroupRoll now) {}
        },
        lab -> {
          Digest mine = lab.committed(0, SITES);
          Bytes known = lab.opened(lab.roll(0, SITES, mine, 0));
          assertEquals(known, lab.opened(lab.roll(0, SITES, mine, 1)));
        });
  }

  /** The opening is known, and others are chosen to suit it. */
  @Test
  void openingsThatDoNotFit_areRefused() {
    refused(
        new GroupChecks() {
          @Override
          void opening(
              Digest job, int attempt, Map<String, GroupCommitment> bound, GroupOpening opening) {}
        },
        lab -> {
          Bytes known = lab.untilOpened(0, SITES);
          lab.site().answer(DrawLab.openings(0, SITES, known, 99));
          assertTrue(lab.known().isPresent());
        });
  }

  /** Which openings are left out is chosen when all are known. */
  @Test
  void openingsWithOneLeftOut_areRefused() {
    refused(
        new GroupChecks() {
          @Override
          void everyone(Message.GroupRoll roll, Message.GroupOpenings openings) {}
        },
        lab -> {
          Bytes known = lab.untilOpened(0, SITES);
          lab.site().answer(DrawLab.openings(0, SEVEN, known, 0));
          assertEquals(SEVEN, lab.known().orElseThrow().sites());
        });
  }

  @Test
  void openingsInAnotherOrderOrTwice_areRefused() {
    for (List<String> names :
        List.of(
            List.of("b", "a", "c", "d", "e", "f", "g", "h"),
            List.of("a", "b", "c", "d", "e", "f", "g", "h", "h"),
            List.of("a"),
            List.<String>of())) {
      DrawLab lab = new DrawLab(new GroupChecks());
      Bytes known = lab.untilOpened(0, SITES);
      assertThrows(
          CloisterException.class,
          () -> lab.site().answer(DrawLab.openings(0, names, known, 0)),
          names::toString);
      assertTrue(lab.known().isEmpty());
    }
  }

  /** Draws until one suits: the bound on their number is the bound on the bits gained. */
  @Test
  void fourthAttempt_isRefused() {
    refused(
        new GroupChecks() {
          @Override
          void attempt(Optional<Message.GroupCall> before, int attempt) {}
        },
        lab -> {
          int attempt = 0;
          for (List<String> sites : List.of(SITES, SEVEN, SIX, FIVE)) {
            lab.untilOpened(attempt, sites);
            attempt++;
          }
          assertEquals(4, attempt);
        });
  }

  @Test
  void attemptWithAGap_isRefused() {
    refused(
        new GroupChecks() {
          @Override
          void attempt(Optional<Message.GroupCall> before, int attempt) {}
        },
        lab -> lab.committed(-1, SITES));
    refused(
        new GroupChecks() {
          @Override
          void attempt(Optional<Message.GroupCall> before, int attempt) {}
        },
        lab -> lab.committed(2, SITES));
  }

  /** An opening is kept back and nobody pays for it. */
  @Test
  void anotherAttemptWithTheSameSites_isRefused() {
    refused(
        new GroupChecks() {
          @Override
          void fewer(Optional<Message.GroupCall> before, List<String> sites) {}
        },
        lab -> {
          lab.untilOpened(0, SITES);
          lab.untilOpened(1, SITES);
        });
  }

  @Test
  void anotherCallOfAnAttempt_isRefused() {
    refused(
        new GroupChecks() {
          @Override
          void sameCall(Message.GroupCall before, Message.GroupCall now) {}
        },
        lab -> {
          lab.committed(0, SITES);
          lab.committed(0, SEVEN);
        });
  }

  /** Two attempts are open at a time, and the coordinator completes the one that suits. */
  @Test
  void listOfAnEarlierAttempt_isRefused() {
    refused(
        new GroupChecks() {
          @Override
          void newest(Optional<Message.GroupCall> newest, int attempt) {}
        },
        lab -> {
          Digest mine = lab.committed(0, SITES);
          lab.untilOpened(1, SEVEN);
          lab.opened(lab.roll(0, SEVEN, mine, 0));
        });
  }

  @Test
  void openingsOfAnEarlierAttempt_areRefused() {
    refused(
        new GroupChecks() {
          @Override
          void newest(Optional<Message.GroupCall> newest, int attempt) {}
        },
        lab -> {
          Bytes known = lab.untilOpened(0, SITES);
          lab.untilOpened(1, SEVEN);
          lab.site().answer(DrawLab.openings(0, SITES, known, 0));
          assertEquals(SITES, lab.known().orElseThrow().sites());
        });
  }

  @Test
  void anotherDrawAfterOneThatWasComplete_isRefusedAlsoAfterARestart() {
    refused(
        new GroupChecks() {
          @Override
          void notDrawn(Optional<GroupDraw> draw) {}
        },
        lab -> {
          lab.drawn();
          lab.restart();
          lab.untilOpened(1, SEVEN);
        });
  }

  @Test
  void otherOpeningsAfterADraw_areRefused() {
    refused(
        new GroupChecks() {
          @Override
          void sameOpenings(Message.GroupOpenings before, Message.GroupOpenings now) {}
        },
        lab -> {
          lab.drawn();
          lab.site().answer(DrawLab.openings(0, SITES, DrawLab.chosen("a", 5), 5));
        });
  }

  @Test
  void callOfFewOrStrangersOrWithoutTheSite_isRefused() {
    for (List<String> sites :
        List.of(
            List.<String>of(),
            List.of("a"),
            List.of("a", "b", "c"),
            List.of("b", "c", "d", "e"),
            List.of("a", "b", "c", "stranger"),
            List.of("a", "a", "b", "c"),
            List.of("b", "a", "c", "d"))) {
      refused(
          new GroupChecks() {
            @Override
            void called(List<String> roster, String self, List<String> asked) {}
          },
          lab -> lab.committed(0, sites));
    }
  }

  @Test
  void listOfFewOrOfSitesThatWereNotCalled_isRefused() {
    for (List<String> sites :
        List.of(
            List.of("a", "b", "c"),
            List.of("a", "b", "c", "h"),
            List.of("a", "b", "c", "c"),
            List.of("a", "c", "b", "d"))) {
      refused(
          new GroupChecks() {
            @Override
            void listed(Message.GroupCall call, Message.GroupRoll roll) {}
          },
          lab -> lab.opened(lab.roll(0, sites, lab.committed(0, SEVEN), 0)));
    }
  }

  @Test
  void listWithoutACall_isRefused() {
    CloisterException refused =
        assertThrows(
            CloisterException.class,
            () -> {
              DrawLab lab = new DrawLab(new GroupChecks());
              lab.opened(lab.roll(0, SITES, Digest.of("anything"), 0));
            });
    assertEquals(ErrorCode.DRAW_INVALID, refused.code());
  }

  @Test
  void openingsOfADrawWithoutThisSite_giveItNoGroup() {
    DrawLab lab = new DrawLab(new GroupChecks());
    assertTrue(lab.site().answer(DrawLab.openings(0, SITES, DrawLab.chosen("a", 0), 0)).isEmpty());
    assertTrue(lab.known().isEmpty());
  }

  /** What other sites said in an earlier job, of which the coordinator knows all openings. */
  @Test
  void drawOfAnotherJob_isRefused() {
    DrawLab earlier = new DrawLab("an-earlier-job", new GroupChecks());
    refused(
        new GroupChecks() {
          @Override
          void opening(
              Digest job, int attempt, Map<String, GroupCommitment> bound, GroupOpening opening) {}
        },
        lab -> {
          Digest mine = lab.committed(0, SITES);
          Bytes known = lab.opened(earlier.roll(0, SITES, mine, 0));
          lab.site().answer(DrawLab.openings(0, SITES, known, 0));
          assertTrue(lab.known().isPresent());
        });
  }

  @Test
  void draws_thatDifferInOneCommitmentOfAnotherSite_haveOtherDigests() {
    DrawLab lab = new DrawLab(new GroupChecks());
    Bytes mine = DrawLab.chosen("a", 0);
    Digest bound = GroupCommitment.to(lab.job, 0, "a", mine).value();
    Set<Digest> digests = new HashSet<>();
    for (int variant = 0; variant < 2; variant++) {
      digests.add(
          GroupDraw.of(
                  lab.job,
                  0,
                  lab.roll(0, SITES, bound, variant).commitments(),
                  DrawLab.openings(0, SITES, mine, variant).openings())
              .digest());
    }
    assertEquals(2, digests.size());
    assertNotEquals(lab.drawn().digest(), digests.iterator().next());
  }
}
