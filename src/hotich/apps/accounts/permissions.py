"""What may be done, and which role may do it."""

from enum import StrEnum

from hotich.core.words import vi


class Permission(StrEnum):
    """One right. Checked in actions and queries, not only in views."""

    BOOK_PREPARE = "book.prepare"  # register, describe, mark ready, assign
    BOOK_VIEW = "book.view"
    SCAN_ATTACH = "scan.attach"
    ENTRY_TYPE = "entry.type"  # reserve, look up, type, link, decide
    ENTRY_VIEW = "entry.view"
    TYPING_LEAD = "typing.lead"  # let others type a number that an officer holds
    PERSON_VIEW = "person.view"
    QUOTA_RAISE = "quota.raise"  # what an officer may look up in a day: limits, more for today
    CASE_WORK = "case.work"  # tracking list: minutes, establish, guide, remedies
    CASE_VIEW = "case.view"
    POPULATION_CHANGE = "population.change"  # record the police chief's decision on a value
    NUMBER_CONFIRM = "number.confirm"  # justice: the entry stands in the book
    NUMBER_RELEASE = "number.release"  # police: let the person be created and numbered
    DEATH_CONFIRM = "death.confirm"  # police, not the linker: write a date of death
    CHECK_BOOK = "check.book"  # justice signature: entry against the book
    CHECK_LINK = "check.link"  # police signature: link against the population database
    BOOK_LOCK = "book.lock"  # reconcile, lock, report complete
    HANDOVER_SEND = "handover.send"  # population side: make and send packages
    HANDOVER_FORWARD = "handover.forward"  # Justice Department: receive and send on
    HANDOVER_RECEIVE = "handover.receive"  # registration office: accept per entry
    RECORD_VIEW = "record.view"
    RECORD_FAULT = "record.fault"
    REPORT_WRITE = "report.write"
    REPORT_VIEW = "report.view"
    MONEY_VIEW = "money.view"  # what reports say of the campaign's money, nothing else
    DIFFICULTY_RAISE = "difficulty.raise"
    AUDIT_VIEW = "audit.view"
    FAMILY_VIEW = "family.view"  # what officers declared of their kin
    WATCH_KEEP = "watch.keep"  # the list of persons whose every view is told
    POPULATION_IMPORT = "population.import"
    WORKSTATION_CHECK = "workstation.check"
    BACKUP_VIEW = "backup.view"
    EXISTING_IMPORT = "existing.import"  # take in and give out what is recorded already
    EXPORT_CONFIRM = "export.confirm"  # a second person lets a file with personal data go out
    ACCOUNT_MANAGE = "account.manage"  # accounts of the office's officers: make, disable, reset
    ACCOUNT_CONFIRM = "account.confirm"  # a second person lets an appointment take effect


class Role(StrEnum):
    """A post in the work of the plan."""

    JUSTICE_OFFICER = "justice_officer"
    POLICE_OFFICER = "police_officer"
    POLICE_CHIEF = "police_chief"
    CROSS_CHECKER = "cross_checker"
    TEAM_LEADER = "team_leader"
    COMMUNE_LEADER = "commune_leader"
    ACCOUNTANT = "accountant"
    AUDITOR = "auditor"
    DISTRICT_JUSTICE = "district_justice"
    POPULATION_CENTRE = "population_centre"
    PROVINCIAL_JUSTICE = "provincial_justice"
    PROVINCIAL_POLICE = "provincial_police"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.JUSTICE_OFFICER: vi("Công chức làm công tác hộ tịch"),
    Role.POLICE_OFFICER: vi("Cán bộ công an xã"),
    Role.POLICE_CHIEF: vi("Trưởng Công an xã"),
    Role.CROSS_CHECKER: vi("Người đối soát"),
    Role.TEAM_LEADER: vi("Tổ trưởng tổ nhập dữ liệu"),
    Role.COMMUNE_LEADER: vi("Lãnh đạo UBND xã"),
    Role.ACCOUNTANT: vi("Công chức kế toán xã"),
    Role.AUDITOR: vi("Người kiểm tra nhật ký"),
    Role.DISTRICT_JUSTICE: vi("Cán bộ Phòng Tư pháp huyện (đến 30/06/2025)"),
    Role.POPULATION_CENTRE: vi("C06 (giả lập)"),
    Role.PROVINCIAL_JUSTICE: vi("Cán bộ Sở Tư pháp"),
    Role.PROVINCIAL_POLICE: vi("Cán bộ Công an tỉnh"),
    Role.ADMINISTRATOR: vi("Quản trị tài khoản"),
}

_P = Permission
_POLICE = frozenset(
    {
        _P.BOOK_VIEW,
        _P.ENTRY_TYPE,
        _P.ENTRY_VIEW,
        _P.PERSON_VIEW,
        _P.CASE_VIEW,
        _P.CASE_WORK,
        _P.POPULATION_CHANGE,
        _P.CHECK_LINK,
        _P.DEATH_CONFIRM,
        _P.DIFFICULTY_RAISE,
        _P.REPORT_VIEW,
    }
)
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.JUSTICE_OFFICER: frozenset(
        {
            _P.BOOK_PREPARE,
            _P.BOOK_VIEW,
            _P.SCAN_ATTACH,
            _P.ENTRY_VIEW,
            _P.CASE_VIEW,
            _P.CASE_WORK,
            _P.NUMBER_CONFIRM,
            _P.CHECK_BOOK,
            _P.BOOK_LOCK,
            _P.HANDOVER_RECEIVE,
            _P.EXISTING_IMPORT,
            _P.RECORD_VIEW,
            _P.RECORD_FAULT,
            _P.REPORT_WRITE,
            _P.REPORT_VIEW,
            _P.DIFFICULTY_RAISE,
        }
    ),
    Role.POLICE_OFFICER: _POLICE,
    Role.POLICE_CHIEF: _POLICE
    | {
        _P.NUMBER_RELEASE,
        _P.TYPING_LEAD,
        _P.QUOTA_RAISE,
        _P.WORKSTATION_CHECK,
        _P.AUDIT_VIEW,
        _P.REPORT_VIEW,
        _P.EXPORT_CONFIRM,
        _P.ACCOUNT_CONFIRM,
    },
    # Compares entries with the paper and signs; types nothing, sees no case and no person's record.
    Role.CROSS_CHECKER: frozenset(
        {_P.BOOK_VIEW, _P.ENTRY_VIEW, _P.CHECK_BOOK, _P.DIFFICULTY_RAISE}
    ),
    # Leads the typing by book and number and follows its progress; sees nobody's data.
    Role.TEAM_LEADER: frozenset(
        {_P.BOOK_VIEW, _P.TYPING_LEAD, _P.REPORT_VIEW, _P.DIFFICULTY_RAISE}
    ),
    Role.COMMUNE_LEADER: frozenset(
        {
            _P.BOOK_VIEW,
            _P.REPORT_VIEW,
            _P.REPORT_WRITE,
            _P.DIFFICULTY_RAISE,
            _P.AUDIT_VIEW,
            _P.BACKUP_VIEW,
            _P.EXPORT_CONFIRM,
            _P.ACCOUNT_CONFIRM,
        }
    ),
    Role.ACCOUNTANT: frozenset({_P.MONEY_VIEW}),
    # Reads what was done and seen, by book and number; no text of a register.
    Role.AUDITOR: frozenset({_P.FAMILY_VIEW, _P.AUDIT_VIEW, _P.WATCH_KEEP}),
    # The reports of the district's communes, as long as there were districts.
    Role.DISTRICT_JUSTICE: frozenset({_P.REPORT_VIEW}),
    Role.POPULATION_CENTRE: frozenset({_P.HANDOVER_SEND, _P.POPULATION_IMPORT, _P.REPORT_VIEW}),
    Role.PROVINCIAL_JUSTICE: frozenset({_P.HANDOVER_FORWARD, _P.RECORD_VIEW, _P.REPORT_VIEW}),
    Role.PROVINCIAL_POLICE: frozenset({_P.REPORT_VIEW}),
    # Sees accounts and nothing of the registers.
    Role.ADMINISTRATOR: frozenset({_P.ACCOUNT_MANAGE}),
}
