"""The fault table of facts/reliability.md §3.3: which tests hold each of its rows.

A row is what may go wrong, what people then see, and how it is built. Where a row had its test
already, it stays where it is; the others are beside this file, named by their numbers.

 1 a worker is killed in mid-answer
   tests/faults/test_crashes.py::test_row_01_a_worker_is_killed_at_each_named_moment
   tests/whole/test_handover.py::test_after_a_kill_the_answer_goes_on_within_twenty_seconds
 2 … between its post and knowing of it
   tests/faults/test_crashes.py::test_row_02_a_worker_is_killed_when_its_post_has_arrived
 3 … between its final edit and its commit
   tests/faults/test_crashes.py::test_row_03_a_worker_is_killed_between_its_final_edit_and_its_commit
 4 a receiver is killed between keeping and acknowledging
   tests/faults/test_crashes.py::test_row_04_a_receiver_is_killed_between_keeping_and_acknowledging
 5 SIGTERM, at a deploy
   tests/whole/test_handover.py::test_told_to_end_a_worker_hands_over_to_the_other_within_two_seconds
   tests/whole/test_handover.py::test_the_last_worker_lets_its_answers_end
   tests/whole/test_handover.py::test_ten_restarts_under_load_lose_nothing_and_nobody_notices
 6 SIGSTOP, a paused machine, a loop that stands still
   tests/faults/test_crashes.py::test_row_06_a_worker_that_was_stopped_shows_nothing_once_it_wakes
   tests/faults/test_crashes.py::test_row_06_a_worker_that_was_stopped_before_its_final_edit_does_not_make_it
   tests/test_worker.py::test_who_lost_a_lease_shows_nothing_more
   tests/running/test_pulse.py::test_a_loop_that_stands_still_ends_its_process_and_tells_where_it_stood
   tests/running/test_pulse.py::test_a_process_that_was_stopped_goes_on
 7 Redis restarts
   tests/faults/test_redis.py::test_row_07_redis_restarts_while_an_answer_is_written
   tests/whole/test_faults.py::test_while_redis_is_away_slack_is_told_to_come_again
   tests/test_worker_trouble.py::test_who_can_not_renew_for_too_long_ends_by_its_own_clock
 8 Redis fails over
   tests/whole/test_failover.py::test_the_primary_dies_in_mid_traffic_and_no_accepted_question_with_it
   tests/adapters/redis/test_primary.py::test_what_was_accepted_outlives_the_primary
   tests/adapters/redis/test_primary.py::test_without_enough_replicas_nothing_is_accepted_not_even_what_is_there
 9 Redis loses what it had
   tests/whole/test_loss.py::test_nothing_is_lost_and_nothing_doubled
   tests/test_reconciler.py::test_what_is_lost_once_more_while_it_is_looked_through_is_looked_through_again
10 Redis is full, or takes no writes
   tests/faults/test_redis.py::test_row_10_a_full_redis_takes_nothing_and_says_so
   tests/faults/test_redis.py::test_row_10_what_is_being_answered_is_finished_and_nothing_else_is_begun
   tests/adapters/redis/test_connection.py::test_a_full_redis_is_away
   tests/adapters/redis/test_connection.py::test_a_replica_is_away
11 Redis is a black hole
   tests/whole/test_black_hole.py::test_an_event_is_told_again_and_answered_once
   tests/whole/test_black_hole.py::test_who_commands_or_presses_is_told
12 an event comes several times, and as two events
   tests/whole/test_faults.py::test_told_three_times_answered_once
13 events come out of order
   tests/faults/test_slack.py::test_row_13_what_is_told_out_of_order_is_answered_in_the_order_of_the_thread
14 Slack says 429
   tests/whole/test_faults.py::test_the_final_edit_always_gets_through
   tests/adapters/slack/test_reply.py::test_slow_down_pauses_every_reply
   tests/whole/test_fairness.py::test_all_are_finished_and_slack_refuses_nothing
15 Slack answers an edit with 5xx, HTML, or not at all
   tests/whole/test_faults.py::test_the_final_edit_always_gets_through
   tests/adapters/slack/test_reply.py::test_what_slack_did_not_take_is_shown_with_no_further_delta
16 … and a post
   tests/whole/test_faults.py::test_whatever_slack_says_to_a_post_there_is_one_message
   tests/adapters/slack/test_post.py::test_so_it_is_with_many_pages_and_any_row_of_troubles
17 Slack is down for minutes
   tests/faults/test_slack.py::test_row_17_slack_is_down_and_then_all_are_answered_once
18 Slack refuses for good
   tests/faults/test_slack.py::test_row_18_where_nothing_can_be_said_it_is_tried_once_and_over
   tests/faults/test_slack.py::test_row_18_a_closed_thread_is_known_and_who_asked_there_reads_why
   tests/faults/test_slack.py::test_row_18_each_who_asked_is_told_in_their_language_once_and_whatever_slack_says
   tests/faults/test_slack.py::test_row_18_what_was_asked_in_direct_messages_is_not_told_there
   tests/faults/test_slack.py::test_row_18_whom_nobody_can_tell_is_given_up
   tests/faults/test_slack.py::test_row_18_who_can_be_told_with_another_token_is_not_given_up
   tests/faults/test_slack.py::test_row_18_where_the_token_is_refused_the_question_waits_for_another_one
   tests/faults/test_slack.py::test_row_18_a_refused_token_is_tried_once_for_all_workers
   tests/faults/test_slack.py::test_row_18_who_lacks_a_scope_is_told_and_all_others_are_answered
   tests/faults/test_slack.py::test_row_18_a_summary_of_what_may_not_be_read_says_so_at_once
   tests/whole/test_endings.py::test_who_asks_where_nobody_may_write_reads_why_and_tries_again_from_there
   tests/whole/test_health.py::test_a_token_that_slack_refuses_is_a_warning_and_the_question_waits
19 our message is deleted while it grows
   tests/test_bot_answers.py::test_a_reply_that_is_deleted_in_mid_answer_ends_the_answer
20 a question is edited or deleted
   tests/whole/test_minds.py::test_what_waits_can_be_changed_and_three_that_wait_get_one_reply
   tests/whole/test_minds.py::test_changed_after_its_answer_the_question_is_answered_anew_in_place
   tests/whole/test_minds.py::test_deleted_in_mid_answer_the_reply_goes_and_nothing_is_remembered
21 the model is busy before its first word
   tests/whole/test_endings.py::test_an_overload_before_the_first_word_is_waited_out
   tests/model/test_speaker.py::test_who_is_overloaded_lets_all_know
   tests/model/test_speaker.py::test_an_overload_pauses_new_requests_and_running_ones_go_on
   tests/model/test_speaker.py::test_patience_ends_after_so_many_tries
22 the model breaks off with an error
   tests/whole/test_endings.py::test_a_stream_that_breaks_keeps_what_was_said
   tests/answer/test_answer.py::test_an_error_in_the_stream_is_the_error_it_names
23 its stream is cut, ends early, stalls, or makes no sense
   tests/adapters/messages/test_model.py::test_after_it_the_answer_was_interrupted
   tests/whole/test_endings.py::test_a_stream_that_breaks_keeps_what_was_said
24 stop reasons other than the end
   tests/whole/test_endings.py::test_an_answer_cut_by_its_limit_goes_on_at_a_press
   tests/whole/test_endings.py::test_a_refusal_withdraws_what_was_said_and_is_not_sent_again
   tests/model/test_speaker.py::test_a_paused_turn_goes_on_where_it_was
25 a question kills its workers
   tests/faults/test_poison.py::test_row_25_a_question_that_kills_its_workers_ends_with_a_notice
   tests/faults/test_poison.py::test_row_25_what_waited_for_more_than_a_day_is_asked_about
   tests/faults/test_poison.py::test_row_25_what_is_asked_today_is_answered_with_what_has_waited_for_days
   tests/faults/test_poison.py::test_row_25_a_thread_that_was_to_be_forgotten_days_ago_is_forgotten
   tests/test_worker.py::test_a_question_that_never_goes_well_ends_with_an_apology
26 a tool has run, and then its worker dies
   tests/model/test_speaker.py::test_a_worker_that_ends_between_rounds_has_its_tools_not_run_again
27 a clock is off
   tests/faults/test_slack.py::test_row_27_a_clock_that_is_minutes_off_changes_nothing
   tests/faults/test_slack.py::test_row_27_a_clock_that_is_too_far_off_believes_nobody
   tests/running/test_health.py::test_each_reason_is_told_and_none_ends_the_process
28 Slack closes its sockets
   tests/faults/test_slack.py::test_row_28_sockets_are_closed_by_slack_and_nothing_is_missed
   tests/adapters/slack/test_socket.py::test_closing_answers_what_is_under_way_and_takes_no_more
29 somebody floods a thread
   tests/whole/test_faults.py::test_a_thread_takes_fifty_and_says_so_kindly
30 versions are mixed
   tests/adapters/redis/test_mailbox.py::test_what_a_newer_bot_wrote_is_left_to_newer_workers
31 somebody presses Stop
   tests/whole/test_minds.py::test_stop_pressed_in_one_process_ends_the_answer_in_another
   tests/handlers/test_stop.py::test_slacks_own_button_stops_it
32 a disk is full, descriptors run out, a name is not found
   tests/faults/test_redis.py::test_row_32_a_full_disk_takes_nothing_and_loses_nothing
   tests/faults/test_descriptors.py::test_row_32_without_file_descriptors_slack_brings_it_again
   tests/adapters/redis/test_connection.py::test_a_killed_server_is_away_and_comes_back
"""
