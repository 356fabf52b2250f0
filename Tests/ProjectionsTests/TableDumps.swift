/// The columns of each table of the views as one JSON text per row: what two ways to the same rows are compared by.
enum TableDumps {
    static let queries: [String: StaticString] = [
        "addressee": """
        SELECT json_array(number, hex(id), full_name, address, postcode, contact, contact_at, confirmed, confirmed_at,
            former, bounced, letter_lost, dead, erased)
        FROM addressee ORDER BY number
        """,
        "inbox_case": "SELECT json_array(number, hex(id), latest) FROM inbox_case ORDER BY number",
        "message_sent": "SELECT json_array(number, message, hex(party), channel) FROM message_sent ORDER BY number",
        "person_rights": """
        SELECT json_array(number, hex(id), recorded_at, restriction, restricted_at, holds, due, due_at, erased, erased_at)
        FROM person_rights ORDER BY number
        """,
        "person_place": """
        SELECT json_array(number, hex(party), kind, hex(place)) FROM person_place ORDER BY number
        """,
        "pgb_case": """
        SELECT json_array(number, hex(subject), hex(told), kind, hex(dossier), hex(office), law, form, status, course)
        FROM pgb_case ORDER BY number
        """,
        "work_rights": "SELECT json_array(number, hex(id), entries) FROM work_rights ORDER BY number",
        "work_bond": "SELECT json_array(number, hex(id), ties) FROM work_bond ORDER BY number",
        "work_case": "SELECT json_array(number, hex(id), hex(office)) FROM work_case ORDER BY number",
        "look_along": """
        SELECT json_array(number, hex(dossier), hex(office), hex(employee), until) FROM look_along ORDER BY number
        """,
        "party": """
        SELECT json_array(number, hex(id), kind, kvk, full_name, bsn, iban, registration, account_confirmed, source,
            more_agbs, confirmed_email, died_on, death_known_on)
        FROM party ORDER BY number
        """,
        "office": "SELECT json_array(number, hex(id), kind, name, code) FROM office ORDER BY number",
        "member": "SELECT json_array(number, hex(party), hex(id), may_add) FROM member ORDER BY number",
        "helper": """
        SELECT json_array(number, hex(id), hex(dossier), name, code, until_day, hex(helper)) FROM helper ORDER BY number
        """,
        "employee": "SELECT json_array(number, hex(office), hex(id), roles) FROM employee ORDER BY number",
        "policy": "SELECT json_array(number, hex(office), from_day, policy) FROM policy ORDER BY number",
        "relation": """
        SELECT json_array(number, hex(dossier), kind, hex(who), from_day, until_day, ends)
        FROM relation ORDER BY number
        """,
        "relation_contract": """
        SELECT json_array(number, hex(id), hex(caregiver), was_shared)
        FROM relation_contract ORDER BY number
        """,
        "budget": """
        SELECT json_array(number, hex(id), granted, free_taken, credits, paid, scheduled, care_paid, spent, course)
        FROM budget ORDER BY number
        """,
        "payment": """
        SELECT json_array(number, hex(id), hex(payee), source, hex(budget), cents, more_shares, older_in_dossier,
            older_of_payee, paid, returned, repeated, withdrawn, filed, hex(run), hex(contract), month, course)
        FROM payment ORDER BY number
        """,
        "receivable": """
        SELECT json_array(number, hex(id), hex(debtor), cause, amount, open, shares, instalments, entries)
        FROM receivable ORDER BY number
        """,
        "money_tally": """
        SELECT json_array(number, hex(office), what, law, function, month, kind, times, cents)
        FROM money_tally ORDER BY number
        """,
        "run": """
        SELECT json_array(number, hex(id), collected, written, released, cancelled)
        FROM run ORDER BY number
        """,
        "bank_file": "SELECT json_array(number, hex(id)) FROM bank_file ORDER BY number",
        "bank_entry": "SELECT json_array(number, hex(file), entry, settled) FROM bank_entry ORDER BY number",
        "dash_budget": "SELECT json_array(number, hex(id), hex(office)) FROM dash_budget ORDER BY number",
        "dash_contract": "SELECT json_array(number, hex(id), budgets) FROM dash_contract ORDER BY number",
        "dash_claim": "SELECT json_array(number, hex(id), hex(contract), hex(budget)) FROM dash_claim ORDER BY number",
        "dash_refusal": """
        SELECT json_array(number, hex(office), month, rule, times)
        FROM dash_refusal ORDER BY number
        """,
        "payment_list": "SELECT json_array(number, hex(owner), list, head) FROM payment_list ORDER BY number",
        "wage": """
        SELECT json_array(number, hex(id), versions, next, last_day, months, withheld)
        FROM wage ORDER BY number
        """,
        "contract": """
        SELECT json_array(number, hex(id), was_shared, versions, negotiation, last_day, end_reason, notice_on,
            sick_since, renewal, warnings, history, changed_at)
        FROM contract ORDER BY number
        """,
        "contract_exception": """
        SELECT json_array(number, hex(dossier), hex(caregiver))
        FROM contract_exception ORDER BY number
        """,
        "work_hand": """
        SELECT json_array(number, hex(subject), part, hex(who), hand, hex(employee), ends)
        FROM work_hand ORDER BY number
        """,
        "inbox_change": "SELECT json_array(number, hex(id), was_shared) FROM inbox_change ORDER BY number",
        "claim": """
        SELECT json_array(number, hex(id), hex(caregiver), older_in_dossier, older_of_caregiver, status, agreed, decided,
            held, gone, difference, payment)
        FROM claim ORDER BY number
        """,
        "claim_list": "SELECT json_array(number, hex(owner), list, head) FROM claim_list ORDER BY number",
        "claim_contract": """
        SELECT json_array(number, hex(id), hex(caregiver), was_shared)
        FROM claim_contract ORDER BY number
        """,
        "message": """
        SELECT json_array(page, hex(messages))
        FROM message ORDER BY page
        """,
        "message_read": "SELECT json_array(number, message, hex(party)) FROM message_read ORDER BY number",
        "mailbox": "SELECT json_array(number, hex(owner), list, head) FROM mailbox ORDER BY number",
        "inbox_budget": "SELECT json_array(number, hex(id), latest) FROM inbox_budget ORDER BY number",
        "inbox_receivable": "SELECT json_array(number, hex(id), hex(debtor)) FROM inbox_receivable ORDER BY number",
        "inbox_account": "SELECT json_array(number, hex(id)) FROM inbox_account ORDER BY number",
        "work_due": "SELECT json_array(number, hex(subject), kind, day, ends) FROM work_due ORDER BY number",
        "work_budget": "SELECT json_array(number, hex(id), hex(office)) FROM work_budget ORDER BY number",
        "work_receivable": "SELECT json_array(number, hex(id), open, instalments) FROM work_receivable ORDER BY number",
        "work_payment": "SELECT json_array(number, hex(id), recoveries) FROM work_payment ORDER BY number",
        "work_account": "SELECT json_array(number, hex(id)) FROM work_account ORDER BY number",
        "timeline_receivable":
            "SELECT json_array(number, hex(id), hex(debtor)) FROM timeline_receivable ORDER BY number",
        "inbox_contract": """
        SELECT json_array(number, hex(id), hex(caregiver), was_shared)
        FROM inbox_contract ORDER BY number
        """,
        "inbox_claim": """
        SELECT json_array(number, hex(id), hex(caregiver))
        FROM inbox_claim ORDER BY number
        """,
        "inbox_payment": """
        SELECT json_array(number, hex(id), hex(payee))
        FROM inbox_payment ORDER BY number
        """,
        "work": "SELECT json_array(number, hex(subject), part, waiter, hex(who), kind, ends) FROM work ORDER BY number",
        "work_contract": "SELECT json_array(number, hex(id), step, due) FROM work_contract ORDER BY number",
        "timeline_stream": "SELECT json_array(number, hex(owner), list, head) FROM timeline_stream ORDER BY number",
    ]
}
